// Plain lists of names for people who do not exist; some look alike on purpose, many carry accents.
function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

export const demoFamilies = words(`
  Abara Abernathy Adeyemi Aguilar Ahmadi Åkesson Alvarez Álvarez Anders Andersen Anderson Andersson Ansari Aoki Arriaga
  Ashby Atkins Ayala Bakshi Barros Batista Becker Bellamy Beltrán Benítez Bergström Berry Bianchi Björk Blackwood Blanc
  Boateng Bondarenko Borges Boyle Braun Brennan Brown Browne Byrne Calloway Camara Campos Cárdenas Carter Castellanos
  Castro Chandra Chang Chávez Cheng Chung Cisneros Clarke Cohen Cole Contreras Cordero Côté Cruz Czerny Dahl Delgado
  Demir Desai Dias Díaz Diaz Domínguez Dubois Duarte Dvořák Eriksen Espinoza Estévez Farouk Faulkner Fernandes Fernández
  Ferreira Figueroa Fischer Fitzgerald Fontaine Fraser Fuentes Gagnon Gálvez García Garza Ghosh Giordano Gómez Gonzales
  González Grady Guerrero Gupta Gutiérrez Haddad Hansen Hanson Hassan Hayashi Hernandes Hernández Hidalgo Hoang Hoffman
  Hoffmann Horváth Huang Ibarra Ibrahim Ito Ivanova Jansen Jansson Jensen Jiménez Johansson Johnson Johnston Johnstone
  Juárez Kaminski Kaplan Kapoor Kaur Keita Keller Khan Kim Kimura Klein Kobayashi Kowalski Kozłowski Kumar Larsen Larson
  Leclerc Lee Leigh Lefebvre León Lewandowski Li Lima Lindqvist Lopes López Lozano Lund Machado MacDonald McDonald Maier
  Maldonado Mancini Martin Martínez Marín Meier Méndez Mendoza Mensah Meyer Molina Morales Moreau Moreno Müller Muñoz
  Murphy Murray Nair Nakamura Navarro Nguyễn Nielsen Nilsson Novak Nowak Núñez Oakley Ochoa Odhiambo O’Brien O’Neill
  Okafor Okeke Oliveira Olsen Olson Ordóñez Ortega Ortiz Osei Özdemir Pacheco Palmer Papadopoulos Park Patel Pereira
  Pérez Petersen Peterson Petrov Phelan Phillips Philips Pham Popescu Prakash Quintero Quispe Ramírez Ramos Rao Reid
  Reyes Ríos Rivera Rivers Rodrigues Rodríguez Romero Rossi Ruiz Russo Ryan Saavedra Saito Salazar Sánchez Santana Santos
  Sato Schmidt Schmitt Schneider Serrano Shah Sharma Silva Singh Smith Smyth Sokolov Solís Sørensen Stevens Stephens
  Stewart Stuart Suárez Suzuki Svensson Takahashi Tamura Tanaka Thompson Thomson Toivonen Torres Tran Trần Trujillo
  Valdez Vargas Vásquez Vázquez Vega Velasco Villanueva Volkov Wagner Walsh Watanabe Weber Weiß Whitaker Winther Wong
  Wójcik Yamada Yamamoto Yılmaz Zamora Zhang Zhao Zielińska Zimmerman Smith-Jones García-López Díaz-Muñoz`);

export const demoGivens = {
  female: words(`
    Aaliyah Abigail Adriana Agnes Aisha Alejandra Alicia Amara Amelia Amina Ana Anna Ángela Anika Astrid Beatriz Bianca
    Camila Carmen Carolina Catherine Kathryn Cecilia Chiara Chloé Clara Concepción Daniela Deborah Diana Dolores Elena
    Eleanor Elif Eliška Elsa Emilia Emma Esperanza Esther Eva Fatima Fernanda Fiona Freya Gabriela Gloria Grace Guadalupe
    Hana Hannah Helena Ifeoma Inés Ingrid Irene Isabel Isabella Jasmine Jessica Joanna Josefina Julia Juana Karin Kavya
    Keiko Laila Laura Leticia Lucía Luisa Lourdes Magdalena Maja Marcela Margarita María Maria Mariana Marie Marta Matilda
    Mei Mercedes Mónica Nadia Naomi Natalia Ngozi Noor Olga Paloma Patricia Pilar Priya Renée Rocío Rosa Ruth Sabrina
    Salma Samira Sara Sarah Sofía Sophie Soledad Svetlana Teresa Thandiwe Valentina Verónica Victoria Yolanda Yuki Zoë`),
  male: words(`
    Aaron Abdul Adán Adrián Ahmed Alejandro Alan Allen Alberto Álvaro Amir Andrés André Ángel Antonio Arjun Arturo Axel
    Benjamín Björn Carlos César Chidi Christian Kristian Cristóbal Daniel David Diego Dmitri Eduardo Elías Emeka Emil
    Enrique Erik Eric Ernesto Esteban Fabián Felipe Félix Fernando Francisco Gabriel Gerardo Gonzalo Guillermo Gustavo
    Hassan Héctor Henrik Hugo Ibrahim Ignacio Iker Isaac Iván Jaime James Javier Jesús Joaquín John Jon Jonas Jorge José
    Juan Julián Kenji Kofi Kwame Lars Leonardo Lorenzo Luca Luis Magnus Manuel Marc Mark Marco Martín Mateo Mathieu
    Mauricio Max Miguel Mohamed Néstor Nicolás Noah Óscar Omar Pablo Pedro Rafael Raj Ramón Ravi Ricardo Roberto Rodrigo
    Rubén Samuel Santiago Sebastián Sergio Simón Stephen Steven Tadeusz Tomás Vicente Víctor Wei Xavier Yusuf Zoltán`),
} as const;
